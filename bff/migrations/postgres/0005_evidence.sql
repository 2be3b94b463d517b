CREATE TABLE "evidence_cosigner" (
	"name" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"root" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_entries" (
	"leaf_index" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"commitment" text NOT NULL,
	"leaf_data" text,
	"salt" text
);
--> statement-breakpoint
CREATE TABLE "evidence_nodes" (
	"node" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence_roots" (
	"size" bigint PRIMARY KEY NOT NULL,
	"root" text NOT NULL,
	"at" bigint NOT NULL,
	"signature" text NOT NULL,
	"key_id" text NOT NULL,
	"cosignature" text,
	"cosign_key_id" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "evidence_entries_subject" ON "evidence_entries" USING btree ("kind","subject_id");