import { defineConfig } from "drizzle-kit";

// npx drizzle-kit generate, in this folder, after a change of the schema.
export default defineConfig({
	dialect: "postgresql",
	schema: ["./catalogue/schema.ts", "./needs/schema.ts", "./owner/schema.ts"],
	out: "./catalogue/migrations",
});
