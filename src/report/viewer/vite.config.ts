import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

// One file that opens from a memory stick: scripts and styles are put inside the page.
export default defineConfig({ plugins: [viteSingleFile()], build: { target: "es2020" } });
