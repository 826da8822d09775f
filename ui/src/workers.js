// Tells Monaco where its workers are: files of this origin, named by the page.

export function useWorkers(files) {
  globalThis.MonacoEnvironment = {
    getWorker: (_id, label) => new Worker(files[label] ?? files.editor, { type: 'module', name: label }),
  };
}
