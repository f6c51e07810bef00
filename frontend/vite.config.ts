import { fileURLToPath, URL } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [vue()],
  resolve: {
    alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) },
  },
  build: {
    // WebView2 on a Windows 10 that was never updated, and WebKitGTK 2.40 and later.
    target: ['chrome109', 'safari16.4'],
    // Everything is read from the program itself: one larger file costs nothing.
    chunkSizeWarningLimit: 4096,
  },
  test: {
    include: ['src/**/*.test.ts'],
    passWithNoTests: false,
    // No test leaves anything behind, and what they share is read once: half the processor time.
    pool: 'threads',
    isolate: false,
  },
})
