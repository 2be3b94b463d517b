DROP INDEX `dispatches_day`;--> statement-breakpoint
CREATE INDEX `dispatches_market` ON `dispatches` (`market_id`,`confirmed_at`);--> statement-breakpoint
CREATE INDEX `dispatches_confirmed` ON `dispatches` (`state`,`confirmed_at`);--> statement-breakpoint
ALTER TABLE `dispatches` DROP COLUMN `day`;