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
