// The list of all example queries; choosing one opens it in a tab of its own.
import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { toTab } from './tabs.js';

export function ExampleList({ examples }) {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor, headerEditor } = useGraphiQL(
    pick('queryEditor', 'variableEditor', 'headerEditor'),
  );

  function open(event) {
    const tab = toTab(examples[Number(event.target.value)]);
    event.target.value = '';
    addTab();
    queryEditor.setValue(tab.query);
    variableEditor?.setValue(tab.variables);
    headerEditor?.setValue(tab.headers);
  }

  return (
    <label className="tally-examples">
      Examples / 示例
      <select defaultValue="" onChange={open} disabled={!queryEditor || examples.length === 0}>
        <option value="" disabled>
          {examples.length ? 'choose one… 请选择' : 'none'}
        </option>
        {examples.map(({ title }, index) => (
          <option key={title} value={index}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
