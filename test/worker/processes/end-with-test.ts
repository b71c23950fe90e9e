// A test that fails may not get as far as killing what it started: the pipe ends with it all the same.
process.stdin.on("end", () => process.exit()).resume();
