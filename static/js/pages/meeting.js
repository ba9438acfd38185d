/** A meeting's room, and all that may come into it live. */
import "supervise/pages/writing.js";
import MeetingController from "supervise/controllers/meeting_controller.js";
import NotesController from "supervise/controllers/notes_controller.js";
import SayController from "supervise/controllers/say_controller.js";
import { application } from "supervise/lib/application.js";

application.register("meeting", MeetingController);
application.register("notes", NotesController);
application.register("say", SayController);
