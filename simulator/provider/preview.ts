import { typeOf } from "../model";
import { hasTags, withDefaults } from "../model/inputs";
import { UNKNOWN, type Values } from "../model/values";

/** The outputs of a resource that does not exist yet: values that AWS determines are unknown. */
export function previewCreation(type: string, inputs: Values, region: string): Values {
  const row = typeOf(type);
  const computed: Values = {};
  for (const [key, compute] of Object.entries({ ...row.computed, ...row.live })) {
    computed[key] = typeof compute === "function" ? UNKNOWN : compute;
  }
  return { ...computed, ...planned(type, inputs, region) };
}

/** The outputs after a planned update: values that depend on other resources are unknown. */
export function previewUpdate(type: string, inputs: Values, olds: Values, region: string): Values {
  const row = typeOf(type);
  const kept = Object.entries(olds).filter(
    ([key]) => key in row.computed || row.inputs[key]?.computed,
  );
  const unknown = Object.keys(row.live ?? {}).map((key) => [key, UNKNOWN]);
  return {
    ...Object.fromEntries([...kept, ...unknown]),
    ...planned(type, inputs, region),
  } as Values;
}

function planned(type: string, inputs: Values, region: string): Values {
  const row = typeOf(type);
  const filled = withDefaults(row, inputs);
  return {
    ...filled,
    ...("region" in row.inputs ? { region: filled["region"] ?? region } : {}),
    ...(hasTags(row) ? { tagsAll: filled["tagsAll"] ?? filled["tags"] ?? {} } : {}),
  };
}
