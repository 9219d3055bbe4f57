export type StageVariables = Record<string, string> | null;

/** Replaces the stage variables in a URI or an ARN; one that the stage does not have leaves nothing. */
export function withStageVariables(text: string, variables: StageVariables): string {
  return text.replace(/\$\{stageVariables\.([^}]*)\}/g, (_reference, name: string) => variables?.[name] ?? '');
}
