/** The options of a notes API that change what its operations offer. */
export type NotesOption = 'trash' | 'changes';
