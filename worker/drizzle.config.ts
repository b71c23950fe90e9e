import { defineConfig } from "drizzle-kit";

// After a change of the schema, run `npx drizzle-kit generate` in this folder.
export default defineConfig({
	dialect: "postgresql",
	schema: [
		"./catalogue/schema.ts",
		"./catalogue/trash-schema.ts",
		"./needs/schema.ts",
		"./owner/schema.ts",
	],
	out: "./catalogue/migrations",
});
