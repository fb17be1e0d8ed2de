import type { CodegenConfig } from '@graphql-codegen/cli';

const typeOptions = {
  enumsAsTypes: true,
  scalars: { Date: 'string', DateTime: 'string', Money: 'string', ID: 'string' },
  strictScalars: true,
  useTypeImports: true,
};

const config: CodegenConfig = {
  schema: '../schema/schema.graphql',
  documents: ['src/**/*.graphql'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: typeOptions,
    },
    // The operations' file has only what they use; labels and choices need every enum.
    'src/gql/schema.ts': { plugins: ['typescript'], config: typeOptions },
  },
};

export default config;
