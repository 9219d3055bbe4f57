import { useEffect, useRef } from 'preact/hooks';

interface ConfirmationProps {
  readonly question: string;
  readonly detail: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is deleted. Escape cancels. */
export function Confirmation({ action, detail, onCancel, onConfirm, question }: ConfirmationProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="question" aria-describedby="detail" onClose={onCancel}>
      <h2 id="question">{question}</h2>
      <p id="detail">{detail}</p>
      <p class="buttons">
        <button type="button" onClick={() => dialog.current!.close()}>Cancel</button>
        <button type="button" class="danger" onClick={onConfirm}>{action}</button>
      </p>
    </dialog>
  );
}
