/** How long a pipe may stay silent before it counts as none: a task runner's pipe never speaks. */
const SILENCE_MS = 300;

/**
 * The prompt: the argument, or what comes through standard input; `undefined` when there is neither.
 * @throws RangeError when `-` asks for standard input and nothing comes.
 */
export async function readPrompt(
  argument: string,
  stdin: NodeJS.ReadStream,
): Promise<string | undefined> {
  if (argument !== '' && argument !== '-') return argument;
  if (argument === '-') {
    const text = (await readAll(stdin)).trim();
    if (text === '') throw new RangeError('Standard input has no prompt.');
    return text;
  }
  if (stdin.isTTY || !(await speaks(stdin))) return undefined;
  const text = (await readAll(stdin)).trim();
  return text === '' ? undefined : text;
}

/** Whether standard input has something to say, or has said it is over. */
function speaks(stdin: NodeJS.ReadStream): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (spoke: boolean): void => {
      clearTimeout(timer);
      stdin.off('readable', onReadable).off('error', onError);
      // A silent pipe must not keep the process alive.
      if (!spoke) stdin.unref?.();
      resolve(spoke);
    };
    const onReadable = (): void => settle(true);
    const onError = (): void => settle(false);
    const timer = setTimeout(() => settle(false), SILENCE_MS);
    stdin.once('readable', onReadable).once('error', onError);
  });
}

async function readAll(stdin: NodeJS.ReadStream): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) text += chunk;
  return text;
}
