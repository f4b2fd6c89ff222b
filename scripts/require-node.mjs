// Imported first by every command, so it may use nothing that an old Node lacks.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Outcrop needs Node 20.19 or newer, and this is Node ${process.versions.node}.`);
  process.exit(1);
}
