CREATE TABLE `account_closures` (
	`person_id` text PRIMARY KEY NOT NULL,
	`asked_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`closed_at` integer,
	`forgotten_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `account_closures_due` ON `account_closures` (`due_at`) WHERE "account_closures"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `account_closures_kept` ON `account_closures` (`closed_at`) WHERE "account_closures"."forgotten_at" is null;--> statement-breakpoint
CREATE TABLE `staff_phones` (
	`device_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`market_id` text NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`revoked_at` integer,
	`revoked_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revoked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_phones_market` ON `staff_phones` (`market_id`,`last_at`);--> statement-breakpoint
CREATE TABLE `work_passes` (
	`application_id` text PRIMARY KEY NOT NULL,
	`device_key` text NOT NULL,
	`issued_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`earlier_until` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `scans` ADD `device_id` text;--> statement-breakpoint
ALTER TABLE `scans` ADD `sequence` integer;--> statement-breakpoint
ALTER TABLE `scans` ADD `provisional` text;--> statement-breakpoint
ALTER TABLE `scans` ADD `review` text;--> statement-breakpoint
CREATE INDEX `scans_device` ON `scans` (`device_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `scans_review` ON `scans` (`market_id`,`at`) WHERE "scans"."review" is not null;