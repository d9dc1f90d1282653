// @ts-check
/*
 * The tags of an Elastic IP that say whose it is: `holdfast:claimant` while it moves to a claimant, and `holdfast:holder`.
 * They need ec2:CreateTags and ec2:DeleteTags.
 */
import { CreateTagsCommand, DeleteTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { clientConfig } from "../../scripts/aws-client.mjs";

const CLAIMANT = "holdfast:claimant";
const HOLDER = "holdfast:holder";

const ec2 = new EC2Client(clientConfig);

/**
 * @param {string} id
 * @param {string} Key
 * @param {string} Value
 */
const tag = (id, Key, Value) =>
  ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key, Value }] }));

/**
 * Lets a claimant, and nothing else, have an address.
 *
 * @param {string} id
 * @param {string} claimant
 */
export const noteClaimant = (id, claimant) => tag(id, CLAIMANT, claimant);

/**
 * @param {string} id
 * @param {string} holder
 */
export const noteHolder = (id, holder) => tag(id, HOLDER, holder);

/** @param {string} id */
export const forgetClaimant = (id) =>
  ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: CLAIMANT }] }));
