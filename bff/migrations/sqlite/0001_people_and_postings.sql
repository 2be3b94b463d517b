CREATE TABLE `api_key_uses` (
	`key_id` text NOT NULL,
	`day` text NOT NULL,
	`used` integer NOT NULL,
	PRIMARY KEY(`key_id`, `day`),
	FOREIGN KEY (`key_id`) REFERENCES `api_keys`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`employer_id` text NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`prefix` text NOT NULL,
	`scopes` text NOT NULL,
	`daily_quota` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`employer_id`) REFERENCES `employers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE INDEX `api_keys_employer` ON `api_keys` (`employer_id`);--> statement-breakpoint
CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`against` text NOT NULL,
	`target_id` text NOT NULL,
	`text_sealed` text NOT NULL,
	`at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`upheld` integer,
	`answer` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_once` ON `appeals` (`against`,`target_id`);--> statement-breakpoint
CREATE INDEX `appeals_person` ON `appeals` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`role` text NOT NULL,
	`action` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`about_person_id` text,
	`scope_path` text NOT NULL,
	`purpose` text NOT NULL,
	FOREIGN KEY (`actor_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_entries_scope` ON `audit_entries` (`scope_path`,`at`);--> statement-breakpoint
CREATE INDEX `audit_entries_actor` ON `audit_entries` (`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_entries_about` ON `audit_entries` (`about_person_id`,`at`);--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`opened_by` text,
	`about_person_id` text,
	`market_id` text,
	`scope_path` text NOT NULL,
	`opened_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`owner_id` text,
	`taken_at` integer,
	`closed_at` integer,
	`closed_by` text,
	`outcome` text,
	FOREIGN KEY (`opened_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about_person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_one_open` ON `cases` (`kind`,`subject_id`) WHERE "cases"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `cases_open` ON `cases` (`scope_path`,`due_at`) WHERE "cases"."closed_at" is null;--> statement-breakpoint
CREATE INDEX `cases_owner` ON `cases` (`owner_id`,`closed_at`);--> statement-breakpoint
CREATE INDEX `cases_about` ON `cases` (`about_person_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `crew_members` (
	`crew_id` text NOT NULL,
	`person_id` text NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer,
	PRIMARY KEY(`crew_id`, `person_id`),
	FOREIGN KEY (`crew_id`) REFERENCES `crews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crew_members_one_crew` ON `crew_members` (`person_id`) WHERE "crew_members"."left_at" is null;--> statement-breakpoint
CREATE TABLE `crews` (
	`id` text PRIMARY KEY NOT NULL,
	`leader_id` text NOT NULL,
	`name` text NOT NULL,
	`size` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`leader_id`) REFERENCES `workers`(`person_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "crews_size" CHECK("crews"."size" >= 0 and "crews"."size" <= 50)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `crews_one_open` ON `crews` (`leader_id`) WHERE "crews"."closed_at" is null;--> statement-breakpoint
CREATE TABLE `desk_registrations` (
	`person_id` text PRIMARY KEY NOT NULL,
	`market_id` text NOT NULL,
	`registered_by` text NOT NULL,
	`at` integer NOT NULL,
	`claimed_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`registered_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `desk_registrations_market` ON `desk_registrations` (`market_id`,`at`);--> statement-breakpoint
CREATE INDEX `desk_registrations_staff` ON `desk_registrations` (`registered_by`,`at`);--> statement-breakpoint
CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`verification_id` text,
	`kind` text NOT NULL,
	`mime` text NOT NULL,
	`bytes` integer NOT NULL,
	`content_sealed` text,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verification_id`) REFERENCES `verifications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `documents_person` ON `documents` (`person_id`);--> statement-breakpoint
CREATE INDEX `documents_verification` ON `documents` (`verification_id`);--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`source_name` text,
	`external_id` text,
	`job` text,
	`problems` text NOT NULL,
	PRIMARY KEY(`import_id`, `line`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_rows_external` ON `import_rows` (`import_id`,`source_name`,`external_id`);--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`employer_id` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`format` text NOT NULL,
	`phase` text NOT NULL,
	`rows_read` integer DEFAULT 0 NOT NULL,
	`rows_bad` integer DEFAULT 0 NOT NULL,
	`rows_known` integer DEFAULT 0 NOT NULL,
	`rows_new` integer DEFAULT 0 NOT NULL,
	`rows_in_review` integer DEFAULT 0 NOT NULL,
	`problem` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`employer_id`) REFERENCES `employers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `imports_employer` ON `imports` (`employer_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `imports_phase` ON `imports` (`phase`);--> statement-breakpoint
CREATE TABLE `job_versions` (
	`job_id` text NOT NULL,
	`version` integer NOT NULL,
	`posting` text NOT NULL,
	`posted_by` text NOT NULL,
	`person_verification_id` text,
	`employer_verification_id` text,
	`rulebook_version` integer NOT NULL,
	`verdict` text NOT NULL,
	`findings` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`job_id`, `version`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`posted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `licences` (
	`id` text PRIMARY KEY NOT NULL,
	`employer_id` text NOT NULL,
	`kind` text NOT NULL,
	`number` text NOT NULL,
	`legal_representative_sealed` text,
	`legal_representative_masked` text,
	`valid_from` text,
	`valid_until` text,
	`verification_id` text NOT NULL,
	`verified_at` integer,
	`reminded_days` integer,
	FOREIGN KEY (`employer_id`) REFERENCES `employers`(`person_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verification_id`) REFERENCES `verifications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `licences_once` ON `licences` (`verification_id`,`kind`);--> statement-breakpoint
CREATE INDEX `licences_employer` ON `licences` (`employer_id`);--> statement-breakpoint
CREATE INDEX `licences_until` ON `licences` (`valid_until`);--> statement-breakpoint
CREATE TABLE `market_operators` (
	`market_id` text NOT NULL,
	`employer_id` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer,
	PRIMARY KEY(`market_id`, `employer_id`, `from_at`),
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`employer_id`) REFERENCES `employers`(`person_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `market_operators_one` ON `market_operators` (`market_id`) WHERE "market_operators"."until_at" is null;--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`reporter_id` text NOT NULL,
	`reason` text NOT NULL,
	`text_sealed` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reporter_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_once` ON `reports` (`job_id`,`reporter_id`);--> statement-breakpoint
CREATE INDEX `reports_job` ON `reports` (`job_id`,`at`);--> statement-breakpoint
CREATE TABLE `rulebooks` (
	`version` integer PRIMARY KEY NOT NULL,
	`content` text NOT NULL,
	`note` text NOT NULL,
	`proposed_by` text,
	`proposed_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer,
	`effective_from` integer,
	`dropped_at` integer,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rulebooks_two_persons" CHECK("rulebooks"."confirmed_by" is null or "rulebooks"."confirmed_by" <> "rulebooks"."proposed_by")
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rulebooks_effective` ON `rulebooks` (`effective_from`);--> statement-breakpoint
CREATE TABLE `sanctions` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`credit_code` text,
	`kind` text NOT NULL,
	`points` integer DEFAULT 0 NOT NULL,
	`reason` text NOT NULL,
	`clause` text,
	`job_id` text,
	`case_id` text,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`proposed_by` text NOT NULL,
	`confirmed_by` text,
	`at` integer NOT NULL,
	`lifted_at` integer,
	`lifted_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lifted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sanctions_person` ON `sanctions` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `sanctions_credit_code` ON `sanctions` (`credit_code`);--> statement-breakpoint
CREATE TABLE `staff_trainings` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`scope_path` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`day` text NOT NULL,
	`minutes` integer NOT NULL,
	`result` text,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_trainings_person` ON `staff_trainings` (`person_id`,`day`);--> statement-breakpoint
CREATE INDEX `staff_trainings_scope` ON `staff_trainings` (`scope_path`,`day`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`method` text NOT NULL,
	`case_id` text,
	`submitted_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`valid_until` integer,
	`answer` text,
	`missing` text,
	`note` text,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `verifications_one_pending` ON `verifications` (`person_id`,`kind`) WHERE "verifications"."state" = 'pending';--> statement-breakpoint
CREATE INDEX `verifications_person` ON `verifications` (`person_id`,`submitted_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_check_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`market_id` text NOT NULL,
	`gate_id` text,
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
INSERT INTO `__new_check_ins`("id", "market_id", "gate_id", "person_id", "day", "number", "at", "assurance", "left_at") SELECT "id", "market_id", "gate_id", "person_id", "day", "number", "at", "assurance", "left_at" FROM `check_ins`;--> statement-breakpoint
DROP TABLE `check_ins`;--> statement-breakpoint
ALTER TABLE `__new_check_ins` RENAME TO `check_ins`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_once_a_day` ON `check_ins` (`market_id`,`day`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_number` ON `check_ins` (`market_id`,`day`,`number`);--> statement-breakpoint
CREATE INDEX `check_ins_person` ON `check_ins` (`person_id`,`at`);--> statement-breakpoint
CREATE TABLE `__new_grants` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`scope_path` text DEFAULT '' NOT NULL,
	`market_id` text,
	`from_at` integer NOT NULL,
	`until_at` integer,
	`proposed_by` text,
	`proposed_at` integer,
	`granted_by` text,
	`granted_at` integer,
	`ended_by` text,
	`ended_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`market_id`) REFERENCES `markets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "grants_two_persons" CHECK("__new_grants"."granted_by" is null or ("__new_grants"."granted_by" <> "__new_grants"."person_id" and "__new_grants"."granted_by" <> "__new_grants"."proposed_by"))
);
--> statement-breakpoint
INSERT INTO `__new_grants`("id", "person_id", "role", "scope_path", "market_id", "from_at", "until_at", "proposed_by", "proposed_at", "granted_by", "granted_at", "ended_by", "ended_at") SELECT "id", "person_id", "role", '', "market_id", "from_at", "until_at", null, null, "granted_by", "from_at", null, null FROM `grants`;--> statement-breakpoint
DROP TABLE `grants`;--> statement-breakpoint
ALTER TABLE `__new_grants` RENAME TO `grants`;--> statement-breakpoint
CREATE INDEX `grants_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE INDEX `grants_market` ON `grants` (`market_id`,`role`);--> statement-breakpoint
CREATE INDEX `grants_scope` ON `grants` (`scope_path`,`role`);--> statement-breakpoint
CREATE UNIQUE INDEX `grants_one_open` ON `grants` (`person_id`,`role`,`scope_path`) WHERE "grants"."ended_at" is null and "grants"."granted_at" is null;--> statement-breakpoint
ALTER TABLE `arrivals` ADD `shown` text DEFAULT 'work_pass' NOT NULL;--> statement-breakpoint
ALTER TABLE `employers` ADD `verified_until` integer;--> statement-breakpoint
ALTER TABLE `employers` ADD `reminded_days` integer;--> statement-breakpoint
ALTER TABLE `employers` ADD `last_posted_at` integer;--> statement-breakpoint
CREATE INDEX `employers_verified` ON `employers` (`verified_until`);--> statement-breakpoint
ALTER TABLE `jobs` ADD `confirmed_until` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `confirm_asked_for` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `status_reason` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `source_name` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `source_url` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `external_id` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `import_id` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `hiring_name` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `hiring_credit_code` text;--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_external` ON `jobs` (`employer_id`,`source_name`,`external_id`);--> statement-breakpoint
CREATE INDEX `jobs_import` ON `jobs` (`import_id`);--> statement-breakpoint
ALTER TABLE `markets` ADD `specialty` text;--> statement-breakpoint
ALTER TABLE `markets` ADD `path` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `markets` ADD `fence_metres` integer;--> statement-breakpoint
ALTER TABLE `markets` ADD `safe_capacity` integer;--> statement-breakpoint
ALTER TABLE `markets` ADD `profile` text;--> statement-breakpoint
ALTER TABLE `markets` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `markets` ADD `closed_at` integer;--> statement-breakpoint
CREATE INDEX `markets_path` ON `markets` (`path`);--> statement-breakpoint
ALTER TABLE `people` ADD `verified_until` integer;--> statement-breakpoint
ALTER TABLE `people` ADD `reminded_days` integer;--> statement-breakpoint
CREATE INDEX `people_verified` ON `people` (`verified_until`);--> statement-breakpoint
ALTER TABLE `regions` ADD `path` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `regions_path` ON `regions` (`path`);--> statement-breakpoint
CREATE UNIQUE INDEX `gates_name` ON `gates` (`market_id`,`name`) WHERE "gates"."revoked_at" is null;--> statement-breakpoint
-- What stands already: paths of the tree from the top down, and grants of before, which one person had given.
UPDATE regions SET path = '/' || code || '/' WHERE parent_code IS NULL;
--> statement-breakpoint
UPDATE regions SET path = (SELECT above.path FROM regions AS above WHERE above.code = regions.parent_code) || code || '/' WHERE kind = 'city';
--> statement-breakpoint
UPDATE regions SET path = (SELECT above.path FROM regions AS above WHERE above.code = regions.parent_code) || code || '/' WHERE kind = 'county';
--> statement-breakpoint
UPDATE markets SET path = (SELECT regions.path FROM regions WHERE regions.code = markets.region_code) || id || '/';
--> statement-breakpoint
UPDATE grants SET scope_path = (SELECT markets.path FROM markets WHERE markets.id = grants.market_id), granted_at = from_at WHERE market_id IS NOT NULL;
