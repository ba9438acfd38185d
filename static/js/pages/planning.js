/** Planning a meeting. */
import AgendaController from "supervise/controllers/agenda_controller.js";
import { application } from "supervise/lib/application.js";

application.register("agenda", AgendaController);
