/** A thread, its responses and its composer, and all that may come into it live. */
import "supervise/pages/covering.js";
import "supervise/pages/writing.js";
import AnsweringController from "supervise/controllers/answering_controller.js";
import ComposerController from "supervise/controllers/composer_controller.js";
import CopyingController from "supervise/controllers/copying_controller.js";
import OutboxController from "supervise/controllers/outbox_controller.js";
import PresenceController from "supervise/controllers/presence_controller.js";
import QuoteController from "supervise/controllers/quote_controller.js";
import ReactionsController from "supervise/controllers/reactions_controller.js";
import ReadingController from "supervise/controllers/reading_controller.js";
import RemovalController from "supervise/controllers/removal_controller.js";
import ThreadController from "supervise/controllers/thread_controller.js";
import TypingController from "supervise/controllers/typing_controller.js";
import { application } from "supervise/lib/application.js";

application.register("answering", AnsweringController);
application.register("composer", ComposerController);
application.register("copying", CopyingController);
application.register("outbox", OutboxController);
application.register("presence", PresenceController);
application.register("quote", QuoteController);
application.register("reactions", ReactionsController);
application.register("reading", ReadingController);
application.register("removal", RemovalController);
application.register("thread", ThreadController);
application.register("typing", TypingController);
