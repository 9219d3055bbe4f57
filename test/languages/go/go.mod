module example

go 1.25

require github.com/cdk-notes-api/cdk-notes-api-go/cdknotesapi v0.0.0

// Generated.
replace github.com/cdk-notes-api/cdk-notes-api-go/cdknotesapi => ./library/cdknotesapi

// As the CDK itself requires it: the generated module requires the newest.
replace github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v53 => github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v53 v53.25.0
