// Turns examples of the gateway into tabs of GraphiQL, whose editors hold text.

const asText = (value) => (Object.keys(value ?? {}).length ? JSON.stringify(value, null, 2) : '');

export function toTab({ query, variables, headers }) {
  return { query, variables: asText(variables), headers: asText(headers) };
}

export function welcomeTab(examples) {
  const titles = examples.map(({ title }) => `#   - ${title}`);
  const query = [
    '# Tally: public credit information for approvals. 公共信用信息联合奖惩网关',
    '#',
    '# Ctrl-Enter (Cmd-Enter) runs the query under the cursor; Ctrl-Space completes; Ctrl-click opens the documentation.',
    '# The credential goes into the Headers editor below, never into the query. 凭证写在下方 Headers 中。',
    ...(titles.length ? ['#', '# Examples, in the tabs above and in the list "Examples / 示例":', ...titles] : []),
    '',
    'query Hello {',
    '  __typename',
    '}',
    '',
  ].join('\n');
  return { query, variables: '', headers: asText(examples[0]?.headers) };
}
