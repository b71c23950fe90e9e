"use client";

import Image from "next/image";
import { PATH_ID, urlGrammar } from "widthwise";
import { nextLoader } from "widthwise/next";

const loader = nextLoader(urlGrammar({ prefix: "/images/", id: PATH_ID }));

export const Photo = (props) => <Image loader={loader} {...props} />;
