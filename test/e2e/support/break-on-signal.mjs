// Loaded before the program: throws where nothing catches it, when it is told to.
process.on("SIGUSR2", () => {
  throw new Error("something has broken");
});
