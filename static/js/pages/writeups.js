/** A write-up, where it is written and where it is read with its margin. */
import "supervise/pages/covering.js";
import "supervise/pages/writing.js";
import MarginController from "supervise/controllers/margin_controller.js";
import MoreController from "supervise/controllers/more_controller.js";
import NoteController from "supervise/controllers/note_controller.js";
import SectionController from "supervise/controllers/section_controller.js";
import WriteupController from "supervise/controllers/writeup_controller.js";
import { application } from "supervise/lib/application.js";

application.register("margin", MarginController);
application.register("more", MoreController);
application.register("note", NoteController);
application.register("section", SectionController);
application.register("writeup", WriteupController);
