// GraphiQL's storage, in memory only: queries name subjects and headers hold credentials, so a browser keeps neither.

export function memoryStorage() {
  const items = new Map();
  return {
    get length() {
      return items.size;
    },
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, String(value)),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}
