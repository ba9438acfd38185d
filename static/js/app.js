/// <reference path="./types.d.ts" />
/** What is on every page; before it come the scripts in pages/ whose controllers stand in this page. */
import ClosingController from "supervise/controllers/closing_controller.js";
import CoversController from "supervise/controllers/covers_controller.js";
import DeviceController from "supervise/controllers/device_controller.js";
import DialogController from "supervise/controllers/dialog_controller.js";
import IdleController from "supervise/controllers/idle_controller.js";
import LocalTimeController from "supervise/controllers/local_time_controller.js";
import MenuController from "supervise/controllers/menu_controller.js";
import OfflineController from "supervise/controllers/offline_controller.js";
import ShortcutsController from "supervise/controllers/shortcuts_controller.js";
import { application } from "supervise/lib/application.js";
import { tellOfEarlyWords } from "supervise/lib/form_fields.js";
import { start } from "supervise/lib/live.js";

application.register("closing", ClosingController);
application.register("covers", CoversController);
application.register("device", DeviceController);
application.register("dialog", DialogController);
application.register("idle", IdleController);
application.register("local-time", LocalTimeController);
application.register("menu", MenuController);
application.register("offline", OfflineController);
application.register("shortcuts", ShortcutsController);
application.start().then(tellOfEarlyWords);

// the whole page's own controllers are there for whoever is signed in, whichever page it is
if (document.body.dataset.idleMs) document.body.dataset.controller = "idle offline closing covers shortcuts device";
start();
