/** Search, and what may help beside a text. */
import HelpingController from "supervise/controllers/helping_controller.js";
import SearchController from "supervise/controllers/search_controller.js";
import { application } from "supervise/lib/application.js";

application.register("helping", HelpingController);
application.register("search", SearchController);
