const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001b[K';

/**
 * Says what the steps do: one aligned line for each that ends. While steps run, a terminal shows
 * a spinner with their names; a pipe, where nothing can be redrawn, gets a line before each step.
 */
export function createScreen(stream, nameWidth) {
  const live = Boolean(stream.isTTY);
  const coloured = live && !process.env.NO_COLOR;
  const paint = (code) => (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const [red, green, dim] = [31, 32, 2].map(paint);
  const running = new Map();
  let frame = 0;
  let timer;

  function draw() {
    if (!live) return;
    if (running.size === 0) {
      clearInterval(timer);
      timer = undefined;
      return;
    }
    timer ??= setInterval(draw, 100);
    frame = (frame + 1) % FRAMES.length;
    const names = [...running].map(([name, start]) => `${name} ${dim(clock(seconds(start)))}`);
    stream.write(`${CLEAR_LINE}${FRAMES[frame]} ${names.join(', ')}`);
  }

  function line(text) {
    stream.write(`${live ? CLEAR_LINE : ''}${text}\n`);
    draw();
  }

  function result(mark, name, time, note) {
    line(`${mark} ${name.padEnd(nameWidth)}  ${dim(time.padStart(7))}  ${dim(note)}`.trimEnd());
  }

  return {
    started(name, about) {
      running.set(name, performance.now());
      if (live) draw();
      else result('·', name, '', about);
    },
    passed(name, note) {
      const time = clock(seconds(running.get(name)));
      running.delete(name);
      result(green('✓'), name, time, note);
    },
    failed(name, output) {
      const time = clock(seconds(running.get(name)));
      running.delete(name);
      result(red('✗'), name, time, 'failed:');
      line(`\n${output.trimEnd()}\n`);
    },
    unchanged(name, about) {
      result(green('✓'), name, '', `${about}, unchanged`);
    },
    blocked(name, blockers) {
      result(red('–'), name, '', `not run, because ${blockers.join(' and ')} failed`);
    },
    close() {
      clearInterval(timer);
      if (live) stream.write(CLEAR_LINE);
    },
  };
}

const seconds = (start) => (performance.now() - start) / 1000;
const clock = (value) => `${value.toFixed(1)} s`;
