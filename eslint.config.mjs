import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';
import { computingLayers } from './src/store/code-version.ts';

/** The layers of src/, in the order in which data flows. A layer imports from itself and those before it. */
const layers = [...computingLayers, 'components', 'layouts', 'pages'];

/** The command line stands beside the pages: it may use everything up to the workspace. */
const cliMayNotUse = ['components', 'layouts', 'pages'];

const forbid = (folder, later) => ({
  files: [`src/${folder}/**/*.{ts,astro}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${later.join('|')})/`,
            message: `src/${folder} must not import this: data flows ${layers.join(' -> ')}.`,
          },
        ],
      },
    ],
  },
});

const oneWay = layers.map((folder, i) => forbid(folder, [...layers.slice(i + 1), 'commands', 'cli']));

export default tseslint.config(
  { ignores: ['dist', 'lib', '.astro', 'node_modules', 'test/fixtures', 'test/.tmp', 'public'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    // One program for all files: the service that editors use takes a fifth longer.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // There are no enums: `erasableSyntaxOnly` of tsconfig.json forbids them.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/prefer-optional-chain': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression:matches([callee.object.name="Math"], [callee.property.name="push"]) > SpreadElement',
          message: 'Fails for very many values: use those of src/model/long-lists.ts.',
        },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  ...astro.configs.recommended,
  {
    // Scripts within pages are no files of the program.
    files: ['**/*.astro/*.ts'],
    languageOptions: { parserOptions: { project: null, projectService: true } },
  },
  {
    // Checked accessors (src/model/checked.ts) name the invariant instead. Tests fail clearly without them.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-restricted-syntax': 'off' },
  },
  ...oneWay,
  forbid('commands', cliMayNotUse),
  forbid('cli', cliMayNotUse),
);
