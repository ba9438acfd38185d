/** A group's dilemmas, as they come. */
import GroupListController from "supervise/controllers/group_list_controller.js";
import { application } from "supervise/lib/application.js";

application.register("group-list", GroupListController);
