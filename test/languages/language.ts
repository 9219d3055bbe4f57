/** A language in which the apps of its folder can be synthesised. */
export interface Language {
  /** The missing tool on this machine; undefined when nothing is missing. */
  lack(): string | undefined;

  /** Synthesises the apps into the `CDK_OUTDIR` of the environment. */
  synthesise(run: {
    /** A copy of the folder of the apps. */
    readonly apps: string;
    /** The generated package. */
    readonly library: string;
    readonly env: NodeJS.ProcessEnv;
  }): void;
}
