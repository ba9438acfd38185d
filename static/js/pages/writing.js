/** Whatever one writes in: drafts, the review, the preview, the naming of others. */
import BeginController from "supervise/controllers/begin_controller.js";
import CounterController from "supervise/controllers/counter_controller.js";
import DraftController from "supervise/controllers/draft_controller.js";
import NamingController from "supervise/controllers/naming_controller.js";
import PostingController from "supervise/controllers/posting_controller.js";
import PreviewController from "supervise/controllers/preview_controller.js";
import ReviewController from "supervise/controllers/review_controller.js";
import SeenByController from "supervise/controllers/seen_by_controller.js";
import ThemesController from "supervise/controllers/themes_controller.js";
import { application } from "supervise/lib/application.js";

application.register("begin", BeginController);
application.register("counter", CounterController);
application.register("draft", DraftController);
application.register("naming", NamingController);
application.register("posting", PostingController);
application.register("preview", PreviewController);
application.register("review", ReviewController);
application.register("seen-by", SeenByController);
application.register("themes", ThemesController);
