// The GraphiQL page: example queries as tabs and in a list; nothing is kept in the browser, nothing comes from elsewhere.
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './page.css';
import { ExampleList } from './examples.jsx';
import { fetcherFor } from './fetcher.js';
import { toTab, welcomeTab } from './tabs.js';
import { memoryStorage } from './storage.js';
import { useWorkers } from './workers.js';

const TABS = 5; // more would not be readable; the list has them all

async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()).examples;
}

async function start(root) {
  const { endpoint, examples: address, workers } = root.dataset;
  useWorkers(JSON.parse(workers));
  const examples = await load(address);
  const tabs = [welcomeTab(examples), ...examples.slice(0, TABS).map(toTab)];
  createRoot(root).render(
    <GraphiQL
      fetcher={fetcherFor(new URL(endpoint, location.href).href, examples[0]?.headers)}
      storage={memoryStorage()}
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      defaultTabs={tabs}
      defaultHeaders={tabs[0].headers}
      defaultQuery={tabs[0].query}
      defaultEditorToolsVisibility="headers"
    >
      <GraphiQL.Logo>
        <ExampleList examples={examples} />
      </GraphiQL.Logo>
    </GraphiQL>,
  );
}

const root = document.getElementById('graphiql');
start(root).catch((error) => {
  root.textContent = `GraphiQL could not start: ${error.message}`;
});
