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
ALTER TABLE `agreements` ADD `kind_reason` text DEFAULT '' NOT NULL;