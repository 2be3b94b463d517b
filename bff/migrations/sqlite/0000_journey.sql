CREATE TABLE `agreements` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`kind` text NOT NULL,
	`template_version` text NOT NULL,
	`terms` text NOT NULL,
	`text_sealed` text NOT NULL,
	`text_hash` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`sealed_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_application` ON `agreements` (`application_id`);--> statement-breakpoint
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`worker_id` text NOT NULL,
	`state` text NOT NULL,
	`job_version` integer NOT NULL,
	`terms` text NOT NULL,
	`applied_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`arrived_at` integer,
	`finished_at` integer,
	`ended_reason` text,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`worker_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_once` ON `applications` (`job_id`,`worker_id`);--> statement-breakpoint
CREATE INDEX `applications_worker` ON `applications` (`worker_id`,`applied_at`);--> statement-breakpoint
CREATE INDEX `applications_state` ON `applications` (`job_id`,`state`);--> statement-breakpoint
CREATE TABLE `arrivals` (
	`application_id` text PRIMARY KEY NOT NULL,
	`scan_id` text NOT NULL,
	`confirmed_by` text NOT NULL,
	`market_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `arrivals_market` ON `arrivals` (`market_id`,`at`);--> statement-breakpoint
CREATE TABLE `check_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`market_id` text NOT NULL,
	`gate_id` text NOT NULL,
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`assurance` text NOT NULL,
	`left_at` integer,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`gate_id`) REFERENCES `gates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_once_a_day` ON `check_ins` (`market_id`,`day`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_number` ON `check_ins` (`market_id`,`day`,`number`);--> statement-breakpoint
CREATE INDEX `check_ins_person` ON `check_ins` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `codes` (
	`token` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE INDEX `codes_target` ON `codes` (`kind`,`target_id`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `employers` (
	`person_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`credit_code` text,
	`contact_name_sealed` text NOT NULL,
	`phone_sealed` text,
	`registered_at` integer NOT NULL,
	`lat` real,
	`lng` real,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `employers_credit_code` ON `employers` (`credit_code`);--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`xid` integer DEFAULT 0 NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`market_id` text,
	`at` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_order` ON `events` (`xid`,`seq`);--> statement-breakpoint
CREATE TABLE `follower_positions` (
	`follower` text PRIMARY KEY NOT NULL,
	`xid` integer NOT NULL,
	`seq` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `gates` (
	`id` text PRIMARY KEY NOT NULL,
	`market_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gates_market` ON `gates` (`market_id`);--> statement-breakpoint
CREATE TABLE `grants` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`market_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`granted_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE INDEX `grants_market` ON `grants` (`market_id`,`role`);--> statement-breakpoint
CREATE TABLE `idempotency_results` (
	`person_id` text NOT NULL,
	`key` text NOT NULL,
	`body_hash` text NOT NULL,
	`response_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_results_age` ON `idempotency_results` (`created_at`);--> statement-breakpoint
CREATE TABLE `inbox_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`event_seq` integer NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`application_id` text,
	`job_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_messages_once` ON `inbox_messages` (`person_id`,`event_seq`,`kind`);--> statement-breakpoint
CREATE INDEX `inbox_messages_person` ON `inbox_messages` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `inbox_messages_unread` ON `inbox_messages` (`person_id`) WHERE "inbox_messages"."read_at" is null;--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`employer_id` text NOT NULL,
	`market_id` text NOT NULL,
	`status` text NOT NULL,
	`trade` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`requirements` text NOT NULL,
	`headcount` integer NOT NULL,
	`filled` integer DEFAULT 0 NOT NULL,
	`address` text NOT NULL,
	`lat` real NOT NULL,
	`lng` real NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`break_minutes` integer NOT NULL,
	`pay_fen` integer NOT NULL,
	`pay_unit` text NOT NULL,
	`settle_when` text NOT NULL,
	`settle_how` text NOT NULL,
	`contact_name_sealed` text NOT NULL,
	`contact_name_masked` text NOT NULL,
	`contact_phone_sealed` text NOT NULL,
	`contact_phone_masked` text NOT NULL,
	`perks` text NOT NULL,
	`version` integer NOT NULL,
	`posted_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`employer_id`) REFERENCES `employers`(`person_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "jobs_never_overfilled" CHECK("jobs"."filled" >= 0 and "jobs"."filled" <= "jobs"."headcount")
);
--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`status`,`starts_at`);--> statement-breakpoint
CREATE INDEX `jobs_market` ON `jobs` (`market_id`,`status`);--> statement-breakpoint
CREATE INDEX `jobs_employer` ON `jobs` (`employer_id`,`posted_at`);--> statement-breakpoint
CREATE TABLE `market_days` (
	`market_id` text NOT NULL,
	`day` text NOT NULL,
	`checked_in` integer DEFAULT 0 NOT NULL,
	`applied` integer DEFAULT 0 NOT NULL,
	`signed` integer DEFAULT 0 NOT NULL,
	`arrived` integer DEFAULT 0 NOT NULL,
	`settled` integer DEFAULT 0 NOT NULL,
	`wages_fen` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`market_id`, `day`),
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `markets` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`level` text NOT NULL,
	`name` text NOT NULL,
	`region_code` text NOT NULL,
	`parent_id` text,
	`address` text NOT NULL,
	`lat` real NOT NULL,
	`lng` real NOT NULL,
	`opens_at` text NOT NULL,
	`closes_at` text NOT NULL,
	`hotline` text,
	`complaint_phone` text,
	`demo` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`region_code`) REFERENCES `regions`(`code`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `markets_name` ON `markets` (`name`);--> statement-breakpoint
CREATE INDEX `markets_region` ON `markets` (`region_code`);--> statement-breakpoint
CREATE INDEX `markets_parent` ON `markets` (`parent_id`);--> statement-breakpoint
CREATE TABLE `minimum_wages` (
	`region_tier` integer NOT NULL,
	`effective_from` integer NOT NULL,
	`monthly_fen` integer NOT NULL,
	`hourly_fen` integer NOT NULL,
	`source` text NOT NULL,
	PRIMARY KEY(`region_tier`, `effective_from`)
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`openid` text,
	`name_sealed` text,
	`name_masked` text,
	`id_number_sealed` text,
	`id_number_index` text,
	`phone_sealed` text,
	`phone_masked` text,
	`phone_index` text,
	`consent_version` text,
	`consented_at` integer,
	`demo` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_openid` ON `people` (`openid`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_id_number` ON `people` (`id_number_index`);--> statement-breakpoint
CREATE INDEX `people_phone` ON `people` (`phone_index`);--> statement-breakpoint
CREATE TABLE `regions` (
	`code` text PRIMARY KEY NOT NULL,
	`parent_code` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`wage_tier` integer,
	FOREIGN KEY (`parent_code`) REFERENCES `regions`(`code`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `regions_parent` ON `regions` (`parent_code`);--> statement-breakpoint
CREATE TABLE `scans` (
	`id` text PRIMARY KEY NOT NULL,
	`scan_id` text NOT NULL,
	`market_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`application_id` text,
	`result` text NOT NULL,
	`at` integer NOT NULL,
	`captured_at` integer NOT NULL,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scans_scan` ON `scans` (`scan_id`);--> statement-breakpoint
CREATE INDEX `scans_market` ON `scans` (`market_id`,`at`);--> statement-breakpoint
CREATE INDEX `scans_application` ON `scans` (`application_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`refresh_hash` text NOT NULL,
	`previous_refresh_hash` text,
	`created_at` integer NOT NULL,
	`refreshed_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_refresh` ON `sessions` (`refresh_hash`);--> statement-breakpoint
CREATE INDEX `sessions_previous_refresh` ON `sessions` (`previous_refresh_hash`);--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE TABLE `settlements` (
	`application_id` text PRIMARY KEY NOT NULL,
	`minutes` integer NOT NULL,
	`amount_fen` integer NOT NULL,
	`proposed_at` integer NOT NULL,
	`proposed_note` text,
	`disputed_reason` text,
	`agreed_at` integer,
	`paid_at` integer,
	`paid_how` text,
	`received_at` integer,
	`round` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `signatures` (
	`id` text PRIMARY KEY NOT NULL,
	`agreement_id` text NOT NULL,
	`party` text NOT NULL,
	`person_id` text NOT NULL,
	`signed_at` integer NOT NULL,
	`stroke_hash` text NOT NULL,
	`payload` text NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signatures_party` ON `signatures` (`agreement_id`,`party`);--> statement-breakpoint
CREATE TABLE `strokes` (
	`signature_id` text PRIMARY KEY NOT NULL,
	`data_sealed` text NOT NULL,
	FOREIGN KEY (`signature_id`) REFERENCES `signatures`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `worker_trades` (
	`person_id` text NOT NULL,
	`trade` text NOT NULL,
	PRIMARY KEY(`person_id`, `trade`),
	FOREIGN KEY (`person_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `worker_trades_trade` ON `worker_trades` (`trade`);--> statement-breakpoint
CREATE TABLE `workers` (
	`person_id` text PRIMARY KEY NOT NULL,
	`wished_pay_fen` integer NOT NULL,
	`wished_pay_unit` text NOT NULL,
	`skill_level` text NOT NULL,
	`registered_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
