/// <reference path="./types.d.ts" />
import { Application } from "@hotwired/stimulus";
import ComposerController from "supervise/controllers/composer_controller.js";
import DraftController from "supervise/controllers/draft_controller.js";
import GroupListController from "supervise/controllers/group_list_controller.js";
import LocalTimeController from "supervise/controllers/local_time_controller.js";
import OutboxController from "supervise/controllers/outbox_controller.js";
import ReactionsController from "supervise/controllers/reactions_controller.js";
import RemovalController from "supervise/controllers/removal_controller.js";
import ThreadController from "supervise/controllers/thread_controller.js";
import { start } from "supervise/lib/live.js";

const application = Application.start();
application.register("composer", ComposerController);
application.register("draft", DraftController);
application.register("group-list", GroupListController);
application.register("local-time", LocalTimeController);
application.register("outbox", OutboxController);
application.register("reactions", ReactionsController);
application.register("removal", RemovalController);
application.register("thread", ThreadController);

// a stranger has no channel: the meta element is there for whoever is signed in
start();
