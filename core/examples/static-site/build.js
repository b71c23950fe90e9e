// Cuts the variants of the photos and writes the page that shows them.
import { execSync } from "node:child_process";
import { writeFileSync } from "node:fs";

const command =
	"widthwise srcset photos -o site/images --base images/ --width 480,960,1600 --force";
const pictures = execSync(command, { encoding: "utf8" });
const page = `<!doctype html>
<html lang="en">
<title>Photos</title>
${pictures}</html>
`;
writeFileSync("site/index.html", page);
