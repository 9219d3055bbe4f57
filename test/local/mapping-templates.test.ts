import { renderMappingTemplate } from '../../local/mapping-templates/mapping-template';

const rendered = (template: string, body = '', context: Record<string, unknown> = {}) => renderMappingTemplate(template, {
  body,
  context,
  parameters: { path: { id: 'p', both: 'path' }, querystring: { q: 'a b', both: 'query' }, header: { 'X-A': 'h', 'both': 'header' } },
  stageVariables: { season: 'winter' },
});

describe('$util', () => {
  test.each([
    ["$util.urlEncode('a b')", 'a+b'],
    ["$util.urlEncode(\"a/b=c&d'!~*.-_é\")", 'a%2Fb%3Dc%26d%27%21%7E*.-_%C3%A9'],
    ["$util.urlDecode('a+b%2Fc')", 'a b/c'],
    ["$util.base64Encode('é')", 'w6k='],
    ["$util.base64Decode('w6k=')", 'é'],
    ["$util.parseJson('{\"a\":{\"b\":[1,2]}}').a.b[1]", '2'],
    ["$util.parseJson('[]').size()", '0'],
    ["$util.escapeJavaScript('say \"hi\"\\it')", 'say \\"hi\\"\\\\it'],
    ['$util.escapeJavaScript("it\'s").replaceAll("\\\\\'","\'")', "it's"],
  ])('%s is %s', (template, text) => expect(rendered(template)).toBe(text));
});

describe('$input', () => {
  test.each([
    ['$input.body', '', '{}'],
    ['$input.body', 'as it is', 'as it is'],
    ["$input.json('$.x')", '{"x":{"y":[1,"2"]}}', '{"y":[1,"2"]}'],
    ["$input.json('$.x')", '{"x":"text"}', '"text"'],
    ["$input.json('$.x')", '{}', '""'],
    ["$input.json('$.x')", 'no JSON', '""'],
    ["$input.json('$')", '', '{}'],
    ["$input.path('$.list[1].name')", '{"list":[{},{"name":"n"}]}', 'n'],
    ["$input.path('$.list.size()')", '{"list":[1]}', ''],
    ["$input.path('$.list').size()", '{"list":[1,2,3]}', '3'],
    ["$input.json('$..name')", '{"a":{"name":1},"b":{"name":2}}', '[1,2]'],
    ["$input.json('$.list[?(@.n > 1)]')", '{"list":[{"n":1},{"n":2}]}', '[{"n":2}]'],
    ["$input.json('$.list[*].n')", '{"list":[]}', '[]'],
    ["$input.params('both') $input.params('q') $input.params('X-A') $input.params('x-a')|", '', 'path a b h |'],
    ["$input.params().path.get('id') $input.params().header.X-A", '', 'p h'],
  ])('%s of %j is %s', (template, body, text) => expect(rendered(template, body)).toBe(text));

  test('a path cannot run code', () => {
    expect(rendered("$input.json('$.list[?(@.constructor.constructor(\"process.exit()\")())]')", '{"list":[1]}')).toMatch(/^(""|\[\])$/);
  });
});

describe('the language', () => {
  test.each([
    ['an unknown reference prints nothing', '<$nothing|${nothing.at.all}|$context.nothing>', '<||>'],
    ['a value that is missing equals null and an empty string', '#if($input.params("x") == "" && $nothing == $null)yes#end', 'yes'],
    ['an empty string is true, as in Java', '#if($input.params("x"))yes#else no#end', 'yes'],
    ['false and null are not', '#if($nothing || !true)yes#{else}no#end', 'no'],
    ['numbers and their texts are equal', '#if(1 == "1")yes#end', 'yes'],
    ['a map prints as in Java', '#set($m = {"a": 1, "b": [1, 2]})$m $m.b', '{a=1, b=[1, 2]} [1, 2]'],
    ['put and add of a template change the value', '#set($m = {})$m.put("a", 1)#set($l = [])#set($ok = $l.add("x"))$m $l', '{a=1} [x]'],
    ['a loop over keys', '#foreach($k in $input.params().path.keySet())$k#if($foreach.hasNext),#end#end', 'id,both'],
    ['a loop over entries', '#set($m = {"a": 1})#foreach($e in $m.entrySet())$e.key=$e.value#end', 'a=1'],
    ['stage variables', '$stageVariables.season ${stageVariables.season}', 'winter winter'],
    ['methods of strings', '#set($s = "abc")$s.substring(1) $s.contains("b") $s.length() $s.toUpperCase() $s.split("b")[1] $s.matches("a.c")', 'bc true 3 ABC c true'],
    ['a key that looks like a method', '#set($m = $util.parseJson(\'{"size": 9, "get": 1}\'))$m.size $m.size() $m.get("get")', '9 2 1'],
  ])('%s', (_what, template, text) => expect(rendered(template)).toBe(text));

  test('a template sets overrides', () => {
    const context = { responseOverride: { header: {} as Record<string, unknown>, status: undefined as unknown } };
    rendered('#set($context.responseOverride.status = 418)#set($context.responseOverride.header["X-A"] = "b")', '', context);
    expect(context.responseOverride).toEqual({ header: { 'X-A': 'b' }, status: 418 });
  });

  test.each(['__proto__', 'constructor'])('a template cannot reach a prototype by %s', (name) => {
    rendered(`#set($m = {})$m.put("${name}", {"polluted": 1})#set($m.${name}.polluted = 1)`);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
