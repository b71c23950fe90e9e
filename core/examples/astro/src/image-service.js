import { PATH_ID, urlGrammar } from "widthwise";
import { astroImageService } from "widthwise/astro";

export default astroImageService({ urls: urlGrammar({ prefix: "/images/", id: PATH_ID }) });
