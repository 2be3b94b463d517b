CREATE TABLE `agreement_endings` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`how` text NOT NULL,
	`record` text NOT NULL,
	`sha256` text NOT NULL,
	`ended_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agreement_papers` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`content_sealed` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`sm3` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agreement_papers_made` ON `agreement_papers` (`made_at`);--> statement-breakpoint
CREATE TABLE `agreement_templates` (
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
	CONSTRAINT "agreement_templates_two_persons" CHECK("agreement_templates"."confirmed_by" is null or "agreement_templates"."confirmed_by" <> "agreement_templates"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agreement_templates_effective` ON `agreement_templates` (`province`,`effective_from`);--> statement-breakpoint
CREATE TABLE `evidence_cosigner` (
	`name` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`root` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence_entries` (
	`leaf_index` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`commitment` text NOT NULL,
	`leaf_data` text,
	`salt` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evidence_entries_subject` ON `evidence_entries` (`kind`,`subject_id`);--> statement-breakpoint
CREATE TABLE `evidence_nodes` (
	`node` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `evidence_roots` (
	`size` integer PRIMARY KEY NOT NULL,
	`root` text NOT NULL,
	`at` integer NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	`cosignature` text,
	`cosign_key_id` text
);
--> statement-breakpoint
CREATE TABLE `seals` (
	`agreement_id` text PRIMARY KEY NOT NULL,
	`record` text NOT NULL,
	`sha256` text NOT NULL,
	`sm3` text NOT NULL,
	`signature` text NOT NULL,
	`key_id` text NOT NULL,
	`timestamp` text NOT NULL,
	`timestamped_at` integer NOT NULL,
	`sealed_at` integer NOT NULL,
	FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `seals_sealed` ON `seals` (`sealed_at`);--> statement-breakpoint
CREATE TABLE `signing_codes` (
	`person_id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`sent_today` integer NOT NULL,
	`sent_at` integer NOT NULL,
	`bound_to` text NOT NULL,
	`code_hash` text NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `work_licences` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`number_sealed` text NOT NULL,
	`number_masked` text NOT NULL,
	`valid_until` text NOT NULL,
	`review_by` text,
	`counts_until` integer NOT NULL,
	`verification_id` text NOT NULL,
	`verified_at` integer,
	`reminded_days` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verification_id`) REFERENCES `verifications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `work_licences_once` ON `work_licences` (`verification_id`);--> statement-breakpoint
CREATE INDEX `work_licences_person` ON `work_licences` (`person_id`,`kind`);--> statement-breakpoint
CREATE INDEX `work_licences_until` ON `work_licences` (`counts_until`);--> statement-breakpoint
DROP INDEX `verifications_one_pending`;--> statement-breakpoint
ALTER TABLE `verifications` ADD `about` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `verifications_one_pending` ON `verifications` (`person_id`,`kind`,`about`) WHERE "verifications"."state" = 'pending';--> statement-breakpoint
ALTER TABLE `agreements` ADD `kind_reason` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `agreements` ADD `signed_at` integer;--> statement-breakpoint
ALTER TABLE `agreements` ADD `paper_made_at` integer;--> statement-breakpoint
ALTER TABLE `agreements` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `agreements_to_seal` ON `agreements` (`signed_at`) WHERE "agreements"."status" = 'signed';--> statement-breakpoint
CREATE INDEX `agreements_without_paper` ON `agreements` (`sealed_at`) WHERE "agreements"."status" = 'sealed' and "agreements"."paper_made_at" is null;--> statement-breakpoint
ALTER TABLE `signatures` ADD `confirmed_by` text;--> statement-breakpoint
ALTER TABLE `signatures` ADD `witness_id` text REFERENCES people(id);