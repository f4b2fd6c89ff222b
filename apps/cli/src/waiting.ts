const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 100;

/** Shows on a terminal that something is going on while it takes longer than a moment. */
export async function whileWaiting<Result>(
  work: Promise<Result>,
  stderr: NodeJS.WriteStream,
): Promise<Result> {
  if (!stderr.isTTY) return work;
  let frame = 0;
  let shown = false;
  const timer = setInterval(() => {
    shown = true;
    stderr.write(`\r${FRAMES[frame % FRAMES.length]} waiting for the model`);
    frame += 1;
  }, FRAME_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (shown) stderr.write('\r\u001b[K');
  }
}
