// Everything here is convenience: without it the pages say the same, and every form works.

import { startLive } from "./live.js";
import { startTimes } from "./times.js";

startTimes();
startLive();
