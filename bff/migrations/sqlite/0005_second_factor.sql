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
ALTER TABLE `signatures` ADD `confirmed_by` text;--> statement-breakpoint
ALTER TABLE `signatures` ADD `witness_id` text REFERENCES people(id);