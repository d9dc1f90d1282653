// Mocha's pool sends SIGTERM to a worker that takes more than a second to exit. With coverage of many files it does, and
// without this it would write none.
process.on("SIGTERM", () => undefined);
