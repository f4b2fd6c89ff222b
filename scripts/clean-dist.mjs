// Empties the package's dist: tsup leaves the declarations of files that are gone.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
