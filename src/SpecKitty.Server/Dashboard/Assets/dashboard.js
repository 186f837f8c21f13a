// Everything here is convenience: without it the pages say the same, and every form works.

import { startActs } from "./acts.js";
import { startCopy } from "./copy.js";
import { startLive } from "./live.js";
import { startScrub } from "./scrub.js";
import { startTimes } from "./times.js";

document.documentElement.classList.add("scripted");
startTimes();
startLive();
startCopy();
startScrub();
startActs();
