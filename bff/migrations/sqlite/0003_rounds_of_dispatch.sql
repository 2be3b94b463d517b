DROP INDEX `dispatches_day`;--> statement-breakpoint
CREATE INDEX `dispatches_market` ON `dispatches` (`market_id`,`confirmed_at`);--> statement-breakpoint
CREATE INDEX `dispatches_confirmed` ON `dispatches` (`state`,`confirmed_at`);--> statement-breakpoint
ALTER TABLE `dispatches` DROP COLUMN `day`;--> statement-breakpoint
ALTER TABLE `push_messages` ADD `version` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `dispatch_people_to_ask` ON `dispatch_people` (`dispatch_id`,`job_id`) WHERE "dispatch_people"."asked_at" is null;