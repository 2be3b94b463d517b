CREATE TABLE `dispatch_jobs` (
	`dispatch_id` text NOT NULL,
	`job_id` text NOT NULL,
	`places` integer NOT NULL,
	`taken` integer NOT NULL,
	PRIMARY KEY(`dispatch_id`, `job_id`),
	FOREIGN KEY (`dispatch_id`) REFERENCES `dispatches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "dispatch_jobs_places" CHECK("dispatch_jobs"."taken" >= 0 and "dispatch_jobs"."taken" <= "dispatch_jobs"."places")
);
--> statement-breakpoint
CREATE TABLE `dispatch_people` (
	`dispatch_id` text NOT NULL,
	`person_id` text NOT NULL,
	`number` integer NOT NULL,
	`waiting_since` integer NOT NULL,
	`crew_id` text,
	`job_id` text,
	`points` integer NOT NULL,
	`reasons` text NOT NULL,
	`unplaced` text,
	`asked_at` integer,
	`application_id` text,
	`not_asked` text,
	PRIMARY KEY(`dispatch_id`, `person_id`),
	FOREIGN KEY (`dispatch_id`) REFERENCES `dispatches`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`crew_id`) REFERENCES `crews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "dispatch_people_placed" CHECK(("dispatch_people"."job_id" is null) <> ("dispatch_people"."unplaced" is null))
);
--> statement-breakpoint
CREATE INDEX `dispatch_people_job` ON `dispatch_people` (`dispatch_id`,`job_id`);--> statement-breakpoint
CREATE TABLE `dispatches` (
	`id` text PRIMARY KEY NOT NULL,
	`market_id` text NOT NULL,
	`day` text NOT NULL,
	`round` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`present` integer NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`confirmed_at` integer,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dispatches_one_open` ON `dispatches` (`market_id`) WHERE "dispatches"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX `dispatches_day` ON `dispatches` (`market_id`,`day`);--> statement-breakpoint
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
CREATE TABLE `push_consents` (
	`person_id` text NOT NULL,
	`template` text NOT NULL,
	`left` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `template`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "push_consents_counted" CHECK("push_consents"."left" >= 0)
);
--> statement-breakpoint
CREATE TABLE `push_days` (
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`told` integer NOT NULL,
	PRIMARY KEY(`day`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `push_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`template` text NOT NULL,
	`application_id` text,
	`event_seq` integer,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`errcode` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_messages_one_waits` ON `push_messages` (`person_id`) WHERE "push_messages"."state" = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX `push_messages_offer` ON `push_messages` (`person_id`,`event_seq`);--> statement-breakpoint
CREATE INDEX `push_messages_due` ON `push_messages` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `push_messages_person` ON `push_messages` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `push_messages_age` ON `push_messages` (`created_at`);--> statement-breakpoint
CREATE TABLE `push_postings` (
	`job_id` text PRIMARY KEY NOT NULL,
	`event_seq` integer NOT NULL,
	`places` integer NOT NULL,
	`due_at` integer,
	`claimed_until` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `push_postings_due` ON `push_postings` (`due_at`);--> statement-breakpoint
CREATE INDEX `push_postings_age` ON `push_postings` (`at`);--> statement-breakpoint
CREATE TABLE `push_seekers` (
	`person_id` text NOT NULL,
	`trade` text NOT NULL,
	`cell` integer NOT NULL,
	`lat` real NOT NULL,
	`lng` real NOT NULL,
	`seen_at` integer NOT NULL,
	`turn_at` integer DEFAULT 0 NOT NULL,
	`told_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`person_id`, `trade`),
	FOREIGN KEY (`person_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `push_seekers_turn` ON `push_seekers` (`cell`,`trade`,`turn_at`,`person_id`);--> statement-breakpoint
CREATE INDEX `push_seekers_seen` ON `push_seekers` (`seen_at`);--> statement-breakpoint
CREATE TABLE `push_settings` (
	`person_id` text PRIMARY KEY NOT NULL,
	`most_per_day` integer NOT NULL,
	`quiet_from` text,
	`quiet_until` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `push_told` (
	`person_id` text NOT NULL,
	`job_id` text NOT NULL,
	`message_id` text NOT NULL,
	`event_seq` integer NOT NULL,
	`score` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `job_id`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `push_told_message` ON `push_told` (`message_id`);--> statement-breakpoint
CREATE INDEX `push_told_age` ON `push_told` (`at`);--> statement-breakpoint
CREATE TABLE `transfer_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`from_market_id` text NOT NULL,
	`to_market_id` text NOT NULL,
	`job_id` text,
	`seats` integer NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`leaves_at` integer NOT NULL,
	`arrives_by` integer NOT NULL,
	`meet_at` text NOT NULL,
	`made_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`cancelled_at` integer,
	FOREIGN KEY (`from_market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "transfer_groups_seats" CHECK("transfer_groups"."taken" >= 0 and "transfer_groups"."taken" <= "transfer_groups"."seats")
);
--> statement-breakpoint
CREATE INDEX `transfer_groups_from` ON `transfer_groups` (`from_market_id`,`leaves_at`);--> statement-breakpoint
CREATE INDEX `transfer_groups_to` ON `transfer_groups` (`to_market_id`,`leaves_at`);--> statement-breakpoint
CREATE TABLE `transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`worker_id` text NOT NULL,
	`from_market_id` text NOT NULL,
	`to_market_id` text NOT NULL,
	`job_id` text,
	`application_id` text,
	`group_id` text,
	`state` text NOT NULL,
	`offered_at` integer NOT NULL,
	`accepted_at` integer,
	`until` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`worker_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `transfer_groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `transfers_one_moving` ON `transfers` (`worker_id`) WHERE "transfers"."state" = 'moving';--> statement-breakpoint
CREATE UNIQUE INDEX `transfers_one_seat` ON `transfers` (`group_id`,`worker_id`);--> statement-breakpoint
CREATE INDEX `transfers_worker` ON `transfers` (`worker_id`,`offered_at`);--> statement-breakpoint
CREATE INDEX `transfers_expected` ON `transfers` (`to_market_id`,`state`);--> statement-breakpoint
CREATE INDEX `transfers_from` ON `transfers` (`from_market_id`,`state`);--> statement-breakpoint
CREATE INDEX `transfers_until` ON `transfers` (`until`) WHERE "transfers"."state" in ('offered', 'moving');--> statement-breakpoint
DROP INDEX `jobs_status`;--> statement-breakpoint
ALTER TABLE `jobs` ADD `hiring` text DEFAULT 'first_come' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `public_from` integer;--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`starts_at`,`id`);--> statement-breakpoint
ALTER TABLE `applications` ADD `offer_until` integer;--> statement-breakpoint
ALTER TABLE `applications` ADD `offered_by` text;--> statement-breakpoint
ALTER TABLE `applications` ADD `comebacks` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `applications_queue` ON `applications` (`job_id`,`applied_at`) WHERE "applications"."state" = 'queued';--> statement-breakpoint
CREATE INDEX `applications_offers` ON `applications` (`offer_until`) WHERE "applications"."state" = 'offered';--> statement-breakpoint
ALTER TABLE `check_ins` ADD `waiting_since` integer;--> statement-breakpoint
ALTER TABLE `check_ins` ADD `left_reason` text;--> statement-breakpoint
CREATE INDEX `check_ins_present` ON `check_ins` (`market_id`,`day`) WHERE "check_ins"."left_at" is null;