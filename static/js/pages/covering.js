/** Covering a passage of what is read. */
import CoverController from "supervise/controllers/cover_controller.js";
import { application } from "supervise/lib/application.js";

application.register("cover", CoverController);
