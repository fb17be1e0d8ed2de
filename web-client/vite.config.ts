import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

/** What only the page for programmers needs: a folder of its own, which is not kept on everybody's device. */
const explorer = /node_modules\/(graphiql|@graphiql|monaco-editor|monaco-graphql|prettier|markdown-it)\//;
const explorerFiles = 'assets/explorer/[name]-[hash].js';

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      injectRegister: false,
      manifest: false,
      workbox: {
        // The client itself and nothing else: no answer of the server is ever kept here.
        globPatterns: ['index.html', 'manifest.webmanifest', 'favicon.svg', 'icons/*.png', 'assets/*.js', 'assets/index-*.css'],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/(graphql|exports|prints|attachments|calendar\.ics|healthz|readyz|metrics|\.well-known)([/?]|$)/],
        inlineWorkboxRuntime: true,
        cleanupOutdatedCaches: true,
        sourcemap: false,
      },
    }),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    // The guide to the API is a page of the documentation.
    fs: { allow: ['..'] },
    // The refresh cookie is same-origin: in development the server is reached through this proxy.
    proxy: Object.fromEntries(
      ['/graphql', '/exports', '/prints', '/attachments', '/calendar.ics', '/rosters'].map((path) => [path, process.env['LIANXIN_SERVER'] ?? 'http://127.0.0.1:8080']),
    ),
  },
  build: {
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        chunkFileNames: (chunk) => (chunk.moduleIds.some((id) => explorer.test(id)) ? explorerFiles : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { rolldownOptions: { output: { entryFileNames: explorerFiles, chunkFileNames: explorerFiles } } },
  test: {
    globals: true,
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    // A busy machine draws slowly.
    testTimeout: 60_000,
  },
});
