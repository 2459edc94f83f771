-- No entry of the ledger changes or goes; a new one extends the head, now, with its own hash.
CREATE FUNCTION claims_guard_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'guard: %', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;;

CREATE TRIGGER claims_guard_ledger_update BEFORE UPDATE ON claims_ledgerentry
FOR EACH ROW EXECUTE FUNCTION claims_guard_refuse('an entry of the ledger never changes');;

CREATE TRIGGER claims_guard_ledger_delete BEFORE DELETE ON claims_ledgerentry
FOR EACH ROW EXECUTE FUNCTION claims_guard_refuse('an entry of the ledger is never deleted');;

CREATE TRIGGER claims_guard_ledger_truncate BEFORE TRUNCATE ON claims_ledgerentry
FOR EACH STATEMENT EXECUTE FUNCTION claims_guard_refuse('the ledger is never emptied');;

CREATE FUNCTION claims_guard_ledger_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  body jsonb := NEW.body::jsonb;
  head record;
BEGIN
  SELECT sequence, hash, recorded_at INTO head FROM claims_ledgerentry ORDER BY sequence DESC LIMIT 1;
  IF NEW.sequence IS DISTINCT FROM COALESCE(head.sequence, 0) + 1
    OR NEW.previous_hash IS DISTINCT FROM COALESCE(head.hash, repeat('0', 64))
    OR NEW.hash IS DISTINCT FROM encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
    OR NEW.sequence::text IS DISTINCT FROM body ->> 'sequence'
    OR NEW.previous_hash IS DISTINCT FROM body ->> 'previous'
    OR NEW.subject IS DISTINCT FROM body ->> 'subject'
    OR NEW.version::text IS DISTINCT FROM body ->> 'version'
    OR NEW.version IS DISTINCT FROM COALESCE(
      (SELECT version + 1 FROM claims_claim WHERE reference = NEW.subject),
      (SELECT MAX(version) + 1 FROM claims_ledgerentry WHERE subject = NEW.subject),
      1
    )
    OR NEW.act IS DISTINCT FROM body ->> 'act'
    OR NEW.recorded_at IS DISTINCT FROM (body ->> 'at')::timestamptz
    OR NEW.recorded_at < head.recorded_at
    OR abs(extract(epoch FROM NEW.recorded_at - clock_timestamp())) > 60 * {skew_minutes}
  THEN
    RAISE EXCEPTION 'guard: an entry must extend the head of the ledger' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;;

CREATE TRIGGER claims_guard_ledger_insert BEFORE INSERT ON claims_ledgerentry
FOR EACH ROW EXECUTE FUNCTION claims_guard_ledger_insert();;

-- A claim that is or was public changes only where the ledger says the same for its next version.
CREATE TRIGGER claims_guard_claim_insert BEFORE INSERT ON claims_claim
FOR EACH ROW WHEN (NEW.publication IN ('published', 'withdrawn'))
EXECUTE FUNCTION claims_guard_refuse('a claim comes in as a draft or in review; publish it at the desk');;

CREATE TRIGGER claims_guard_claim_delete BEFORE DELETE ON claims_claim
FOR EACH ROW WHEN (OLD.publication IN ('published', 'withdrawn'))
EXECUTE FUNCTION claims_guard_refuse('a claim that has been public is never deleted');;

CREATE TRIGGER claims_guard_claim_truncate BEFORE TRUNCATE ON claims_claim
FOR EACH STATEMENT EXECUTE FUNCTION claims_guard_refuse('claims are never emptied');;

CREATE FUNCTION claims_guard_claim_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM claims_ledgerentry AS entry, LATERAL (SELECT entry.body::jsonb -> 'state' AS state) AS said
    WHERE NEW.id = OLD.id AND NEW.reference = OLD.reference
      AND entry.subject = NEW.reference
      AND entry.version = NEW.version AND NEW.version = OLD.version + 1
      AND state #>> '{claimant,slug}' IS NOT DISTINCT FROM (SELECT slug FROM claims_claimant WHERE id = NEW.claimant_id)
      AND state #>> '{event,slug}' IS NOT DISTINCT FROM (SELECT slug FROM claims_event WHERE id = NEW.event_id)
      AND state #>> '{question,slug}' IS NOT DISTINCT FROM (SELECT slug FROM claims_question WHERE id = NEW.question_id)
      AND state #>> '{place,slug}' IS NOT DISTINCT FROM (SELECT slug FROM claims_place WHERE id = NEW.place_id)
      AND state ->> 'supersedes' IS NOT DISTINCT FROM (SELECT reference FROM claims_claim WHERE id = NEW.supersedes_id)
      AND state ->> 'kind' IS NOT DISTINCT FROM NEW.kind
      AND state ->> 'position' IS NOT DISTINCT FROM NEW.position
      AND state ->> 'statement' IS NOT DISTINCT FROM NEW.statement
      AND state ->> 'quotation' IS NOT DISTINCT FROM NEW.quotation
      AND state ->> 'original_text' IS NOT DISTINCT FROM NEW.original_text
      AND state ->> 'language' IS NOT DISTINCT FROM NEW.language
      AND state ->> 'asserted' IS NOT DISTINCT FROM NEW.asserted
      AND state ->> 'about' IS NOT DISTINCT FROM NEW.about
      AND state ->> 'publication' IS NOT DISTINCT FROM NEW.publication
      AND state ->> 'status' IS NOT DISTINCT FROM NEW.status
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'guard: the ledger does not say this of the claim; change it at the desk'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;;

CREATE TRIGGER claims_guard_claim_update BEFORE UPDATE ON claims_claim
FOR EACH ROW WHEN (
  (OLD.publication IN ('published', 'withdrawn') OR NEW.publication IN ('published', 'withdrawn'))
  AND (
    OLD.id, OLD.reference, OLD.version, OLD.claimant_id, OLD.event_id, OLD.question_id, OLD.place_id, OLD.supersedes_id,
    OLD.kind, OLD.position, OLD.statement, OLD.quotation, OLD.original_text, OLD.language, OLD.asserted, OLD.about,
    OLD.publication, OLD.status
  ) IS DISTINCT FROM (
    NEW.id, NEW.reference, NEW.version, NEW.claimant_id, NEW.event_id, NEW.question_id, NEW.place_id, NEW.supersedes_id,
    NEW.kind, NEW.position, NEW.statement, NEW.quotation, NEW.original_text, NEW.language, NEW.asserted, NEW.about,
    NEW.publication, NEW.status
  )
) EXECUTE FUNCTION claims_guard_claim_update();;

-- A decided assessment never changes; one of a public claim is decided only where the ledger says so.
CREATE TRIGGER claims_guard_assessment_insert BEFORE INSERT ON claims_assessment
FOR EACH ROW WHEN (NEW.state <> 'proposed')
EXECUTE FUNCTION claims_guard_refuse('an assessment comes in as proposed; decide on it at the desk');;

CREATE TRIGGER claims_guard_assessment_delete BEFORE DELETE ON claims_assessment
FOR EACH ROW WHEN (OLD.state <> 'proposed')
EXECUTE FUNCTION claims_guard_refuse('a decided assessment is never deleted');;

CREATE TRIGGER claims_guard_assessment_truncate BEFORE TRUNCATE ON claims_assessment
FOR EACH STATEMENT EXECUTE FUNCTION claims_guard_refuse('assessments are never emptied');;

CREATE FUNCTION claims_guard_assessment_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'proposed' AND (
    NEW.state <> 'approved'
    OR NOT EXISTS (SELECT 1 FROM claims_claim WHERE id = NEW.claim_id AND publication IN ('published', 'withdrawn'))
    OR EXISTS (
      SELECT 1 FROM claims_claim AS claim JOIN claims_ledgerentry AS entry ON entry.subject = claim.reference,
        LATERAL (SELECT entry.body::jsonb #> '{state,assessment}' AS said) AS assessed
      WHERE claim.id = NEW.claim_id
        AND entry.version = claim.version + 1
        AND said ->> 'number' = NEW.number::text
        AND said ->> 'status' = NEW.status
        AND said ->> 'credibility' = NEW.credibility
        AND said ->> 'rationale' = NEW.rationale
    )
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'guard: the ledger does not say this of the assessment; decide on it at the desk'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;;

CREATE TRIGGER claims_guard_assessment_update BEFORE UPDATE ON claims_assessment
FOR EACH ROW EXECUTE FUNCTION claims_guard_assessment_update();;

-- A confirmed link between public claims stands, changes and goes only where the ledger says the same.
CREATE TRIGGER claims_guard_link_insert BEFORE INSERT ON claims_claimlink
FOR EACH ROW WHEN (NEW.state = 'confirmed')
EXECUTE FUNCTION claims_guard_refuse('a link comes in as suggested; confirm it at the desk');;

CREATE TRIGGER claims_guard_link_truncate BEFORE TRUNCATE ON claims_claimlink
FOR EACH STATEMENT EXECUTE FUNCTION claims_guard_refuse('links are never emptied');;

CREATE FUNCTION claims_guard_link_is_public(one bigint, other bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COUNT(*) = 2 FROM claims_claim WHERE id IN (one, other) AND publication = 'published'
$$;;

CREATE FUNCTION claims_guard_link_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF claims_guard_link_is_public(OLD.first_id, OLD.second_id) THEN
    RAISE EXCEPTION 'guard: a confirmed link between public claims is never deleted; set it aside at the desk'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;;

CREATE TRIGGER claims_guard_link_delete BEFORE DELETE ON claims_claimlink
FOR EACH ROW WHEN (OLD.state = 'confirmed') EXECUTE FUNCTION claims_guard_link_delete();;

CREATE FUNCTION claims_guard_link_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT claims_guard_link_is_public(OLD.first_id, OLD.second_id)
    AND NOT claims_guard_link_is_public(NEW.first_id, NEW.second_id)
  THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.first_id, NEW.second_id, NEW.kind) = (OLD.id, OLD.first_id, OLD.second_id, OLD.kind) AND EXISTS (
    SELECT 1 FROM claims_claim AS first, claims_claim AS second, claims_ledgerentry AS entry,
      LATERAL (SELECT entry.body::jsonb -> 'state' AS said) AS linked
    WHERE first.id = NEW.first_id AND second.id = NEW.second_id
      AND entry.subject = first.reference || ' ' || NEW.kind || ' ' || second.reference
      AND entry.version = (SELECT MAX(version) FROM claims_ledgerentry WHERE subject = entry.subject)
      AND said ->> 'basis' = NEW.basis
      AND said ->> 'rationale' = NEW.rationale
      AND said ->> 'state' = NEW.state
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'guard: the ledger does not say this of the link; change it at the desk'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;;

CREATE TRIGGER claims_guard_link_update BEFORE UPDATE ON claims_claimlink
FOR EACH ROW WHEN (
  (OLD.state = 'confirmed' OR NEW.state = 'confirmed')
  AND (OLD.id, OLD.first_id, OLD.second_id, OLD.kind, OLD.basis, OLD.rationale, OLD.state)
    IS DISTINCT FROM (NEW.id, NEW.first_id, NEW.second_id, NEW.kind, NEW.basis, NEW.rationale, NEW.state)
) EXECUTE FUNCTION claims_guard_link_update();;
