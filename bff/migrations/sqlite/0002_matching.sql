CREATE TABLE `employer_records` (
	`employer_id` text PRIMARY KEY NOT NULL,
	`settled` integer DEFAULT 0 NOT NULL,
	`broken` integer DEFAULT 0 NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`employer_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `employer_records_updated` ON `employer_records` (`updated_at`);--> statement-breakpoint
CREATE TABLE `match_rules` (
	`province` text NOT NULL,
	`version` integer NOT NULL,
	`content` text NOT NULL,
	`note` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer,
	`effective_from` integer,
	`dropped_at` integer,
	PRIMARY KEY(`province`, `version`),
	FOREIGN KEY (`province`) REFERENCES `regions`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "match_rules_two_persons" CHECK("match_rules"."confirmed_by" is null or "match_rules"."confirmed_by" <> "match_rules"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `match_rules_effective` ON `match_rules` (`province`,`effective_from`);--> statement-breakpoint
DROP INDEX `jobs_status`;--> statement-breakpoint
ALTER TABLE `jobs` ADD `hiring` text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `public_from` integer;--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`starts_at`,`id`);--> statement-breakpoint
ALTER TABLE `applications` ADD `offer_until` integer;--> statement-breakpoint
ALTER TABLE `applications` ADD `offered_by` text;--> statement-breakpoint
ALTER TABLE `applications` ADD `comebacks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `applications_queue` ON `applications` (`job_id`,`applied_at`) WHERE "applications"."state" = 'queued';--> statement-breakpoint
CREATE INDEX `applications_offers` ON `applications` (`offer_until`) WHERE "applications"."state" = 'offered';--> statement-breakpoint
ALTER TABLE `check_ins` ADD `left_reason` text;--> statement-breakpoint
CREATE INDEX `check_ins_present` ON `check_ins` (`market_id`,`day`) WHERE "check_ins"."left_at" is null;